import { testPipeline } from "../contracts/pipeline.ts";

testPipeline("embedded");
