import { Command } from "commander";
import { keysIdentify } from "./keys-identify.ts";

/** `receipts keys`: the keys that sign webhook requests. */
export const keys = new Command("keys")
  .description("Says what the keys do that sign webhook requests.")
  .addCommand(keysIdentify);
