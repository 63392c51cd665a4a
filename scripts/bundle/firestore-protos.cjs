// Stands for the generated code of Firestore's messages in the bundles: 1.4 MB, of which only Firestore's pipelines use
// anything, and no function uses those.
exports.google = { firestore: { v1: { Value: undefined } } };
