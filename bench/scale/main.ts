import { writeScale } from "./write-scale.ts";

await writeScale();
