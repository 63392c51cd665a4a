import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { glob, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";

/** Terraform's cookie, without which a plugin doesn't start (go-plugin, "MagicCookieKey"). */
const COOKIE = {
  TF_PLUGIN_MAGIC_COOKIE:
    "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
};

export interface AttachedProviders extends AsyncDisposable {
  /** Makes Terraform use the running providers (Terraform, "Debugging Providers"). */
  readonly environment: { readonly TF_REATTACH_PROVIDERS: string };
}

/**
 * Starts each provider of a mirror once, for many Terraform commands. Terraform otherwise starts the providers again
 * for each `run` of each test, which takes most of the CPU time of a test.
 * @param buildMirror the command that builds the mirror in a given folder
 */
export async function attachProviders(
  buildMirror: string,
): Promise<AttachedProviders> {
  const folder = await mkdtemp(join(tmpdir(), "providers-"));
  const children: ChildProcess[] = [];
  const attached: Record<string, object> = {};
  const stop = async () => {
    for (const child of children) child.kill();
    await rm(folder, { recursive: true });
  };
  try {
    await promisify(execFile)(buildMirror, [folder]);
    const plugins = glob(`${folder}/providers/**/terraform-provider-*`);
    for await (const plugin of plugins) {
      const child = spawn(plugin, {
        env: { ...process.env, ...COOKIE },
        stdio: ["ignore", "pipe", "inherit"],
      });
      children.push(child);
      const [line] = (await once(child.stdout, "data")) as [Buffer];
      const [, protocol, network, address] = String(line).split("|");
      // HOST/NAMESPACE/TYPE/VERSION/PLATFORM/terraform-provider-TYPE
      const parts = dirname(plugin).split("/").slice(-5, -2);
      attached[parts.join("/")] = {
        Protocol: "grpc",
        ProtocolVersion: Number(protocol),
        Pid: child.pid,
        Test: true, // leaves the provider running
        Addr: { Network: network, String: address },
      };
    }
    if (children.length === 0) {
      throw new Error(`${basename(buildMirror)} built no provider.`);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    environment: { TF_REATTACH_PROVIDERS: JSON.stringify(attached) },
    [Symbol.asyncDispose]: stop,
  };
}
