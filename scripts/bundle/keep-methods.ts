import protobuf from "protobufjs";

/** A service of a description in protobufjs' JSON, and the methods of it that are called. */
export interface UsedService {
  /** Its full name, such as `google.pubsub.v1.Publisher`. */
  readonly service: string;
  readonly methods: readonly string[];
}

/**
 * Leaves of a service's description what these methods need. A client reads all of it when it starts, which
 * takes it longer than anything else.
 */
export function keepMethods(
  description: protobuf.INamespace,
  { service, methods }: UsedService,
): protobuf.INamespace {
  const root = protobuf.Root.fromJSON(
    structuredClone(description),
  ).resolveAll();
  const kept = new Set<protobuf.ReflectionObject>();
  const found = root.lookupService(service);
  kept.add(found);
  for (const name of methods) {
    const method = found.methods[name];
    if (!method) throw new Error(`${service} has no method ${name}.`);
    method.resolve();
    keepType(method.resolvedRequestType, kept);
    keepType(method.resolvedResponseType, kept);
  }
  for (const method of found.methodsArray) {
    if (!methods.includes(method.name)) found.remove(method);
  }
  removeOthers(root, kept);
  return root.toJSON();
}

/** Keeps a type and those of its fields. */
function keepType(
  type: protobuf.Type | protobuf.Enum | null,
  kept: Set<protobuf.ReflectionObject>,
): void {
  if (type === null || kept.has(type)) return;
  kept.add(type);
  if (!(type instanceof protobuf.Type)) return;
  for (const field of type.fieldsArray) keepType(field.resolvedType, kept);
}

/** Removes what neither is kept nor holds what is. Returns whether anything remains. */
function removeOthers(
  namespace: protobuf.NamespaceBase,
  kept: ReadonlySet<protobuf.ReflectionObject>,
): boolean {
  for (const each of namespace.nestedArray) {
    const holdsKept =
      each instanceof protobuf.Namespace && removeOthers(each, kept);
    if (!kept.has(each) && !holdsKept) namespace.remove(each);
  }
  return namespace.nestedArray.length > 0;
}
