import { createEmbeddedBus } from "../../../local/embedded/pubsub.ts";
import { testBus } from "../../contracts/pubsub.ts";

testBus(createEmbeddedBus, { reportsAttempts: true });
