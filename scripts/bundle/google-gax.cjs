// Stands for google-gax in the bundles, with what the clients of Pub/Sub and Firestore use of it. The package's own
// main file also loads a megabyte of generated code for other services, uploads, and a second transport. Paths, since
// the package exports its main file alone.
const gax = require("../../node_modules/google-gax/build/src/gax.js");
const {
  GrpcClient,
} = require("../../node_modules/google-gax/build/src/grpc.js");
const {
  createApiCall,
} = require("../../node_modules/google-gax/build/src/createApiCall.js");
const {
  GoogleError,
} = require("../../node_modules/google-gax/build/src/googleError.js");
const {
  PathTemplate,
} = require("../../node_modules/google-gax/build/src/pathTemplate.js");
const {
  PageDescriptor,
} = require("../../node_modules/google-gax/build/src/paginationCalls/pageDescriptor.js");
const { Status } = require("../../node_modules/google-gax/build/src/status.js");
const {
  StreamDescriptor,
} = require("../../node_modules/google-gax/build/src/streamingCalls/streamDescriptor.js");
const {
  StreamType,
} = require("../../node_modules/google-gax/build/src/streamingCalls/streaming.js");
const {
  decodeAnyProtosInArray,
} = require("../../node_modules/google-gax/build/src/util.js");
const { warn } = require("../../node_modules/google-gax/build/src/warnings.js");

/** A client of a service that no function calls. Each client makes one. */
class LeftOut {}

module.exports = {
  CallSettings: gax.CallSettings,
  GoogleError,
  GrpcClient,
  IamClient: LeftOut,
  LocationsClient: LeftOut,
  PageDescriptor,
  PathTemplate,
  RetryOptions: gax.RetryOptions,
  Status,
  StreamDescriptor,
  StreamType,
  constructSettings: gax.constructSettings,
  createApiCall,
  createDefaultBackoffSettings: gax.createDefaultBackoffSettings,
  decodeAnyProtosInArray,
  grpc: require("../../node_modules/@grpc/grpc-js"),
  loggingUtils: require("../../node_modules/google-logging-utils"),
  protobuf: require("../../node_modules/protobufjs"),
  routingHeader: require("../../node_modules/google-gax/build/src/routingHeader.js"),
  version: require("../../node_modules/google-gax/package.json").version,
  warn,
};
