// Stands for @google-cloud/pubsub-api in the bundles: the publisher alone.
exports.PublisherClient =
  require("@google-cloud/pubsub-api/build/src/v1/publisher_client.js").PublisherClient;
