import { createEmbeddedStore } from "../../../local/embedded/store.ts";
import { testStats } from "../../contracts/stats.ts";

testStats(createEmbeddedStore);
