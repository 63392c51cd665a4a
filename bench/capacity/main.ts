import { writeScale } from "./write-capacity.ts";

await writeScale();
