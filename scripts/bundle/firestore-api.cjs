// Stands for @google-cloud/firestore-api in the bundles: the package's main file also loads the client for
// administrators, and generated code that the client does without.
const { FirestoreClient } = require("@google-cloud/firestore-api/client_v1");

exports.FirestoreClient = FirestoreClient;
exports.v1 = { FirestoreClient };
