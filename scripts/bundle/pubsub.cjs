// Stands for @google-cloud/pubsub in the bundles: of its low-level clients the publisher, and nothing else.
const {
  PublisherClient,
} = require("../../node_modules/@google-cloud/pubsub-api/build/src/v1/publisher_client.js");

exports.v1 = { PublisherClient };
