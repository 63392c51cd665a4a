// Stands for @grpc/proto-loader in the bundles, with what gRPC makes a client of: the methods of services. The package
// also describes each message and encodes those descriptions, for servers that tell of themselves.
const camelCase = require("lodash.camelcase");
const { Root, Service } = require("protobufjs");

/** As the package's function of the same name, but with services alone. */
exports.fromJSON = (description, options) => {
  const root = Root.fromJSON(description).resolveAll();
  return Object.fromEntries(
    servicesIn(root).map((service) => [
      service.fullName.slice(1),
      Object.fromEntries(
        service.methodsArray.map((method) => [
          method.name,
          toDefinition(method, options),
        ]),
      ),
    ]),
  );
};

function servicesIn(namespace) {
  return namespace.nestedArray.flatMap((nested) =>
    nested instanceof Service
      ? [nested]
      : nested.nestedArray
        ? servicesIn(nested)
        : [],
  );
}

function toDefinition(method, options) {
  const { name, parent, requestStream, responseStream } = method;
  const { resolvedRequestType: request, resolvedResponseType: response } =
    method;
  return {
    path: `/${parent.fullName.slice(1)}/${name}`,
    requestStream: !!requestStream,
    responseStream: !!responseStream,
    requestSerialize: (message) =>
      request.encode(request.fromObject(message)).finish(),
    responseDeserialize: (bytes) =>
      response.toObject(response.decode(bytes), options),
    originalName: camelCase(name),
  };
}
