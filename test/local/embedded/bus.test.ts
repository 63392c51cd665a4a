import { createEmbeddedBus } from "../../../local/embedded/bus.ts";
import { testBus } from "../../contracts/bus.ts";

testBus(createEmbeddedBus, { reportsAttempts: true });
