import { createEmbeddedStore } from "../../../local/embedded/store.ts";
import { testStore } from "../../contracts/store.ts";

testStore(createEmbeddedStore, { permutations: 300 });
