import { createInMemoryPubSub } from "../../../local/embedded/pubsub.ts";
import { testBus } from "../../contracts/pubsub.ts";

testBus(createInMemoryPubSub, { reportsAttempts: true });
