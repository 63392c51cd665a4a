const crypto = require("crypto");
const functions = require("@google-cloud/functions-framework");
const { PubSub } = require("@google-cloud/pubsub");

const topic = new PubSub().topic(process.env.RECEIPTS_TOPIC);

// The baseline webhook: checks the signature, and publishes each receipt as Pub/Sub's quickstart does.
functions.http("tutorialWebhook", async (req, res) => {
  if (process.env.CHECK_SIGNATURE !== "false") {
    const signature = crypto
      .createHmac("sha512", process.env.PARTNER_KEY)
      .update(req.rawBody)
      .digest("base64");
    if (signature !== req.get("X-Goog-Signature")) {
      res.status(401).send("");
      return;
    }
  }
  const { agent, receipts } = req.body;
  await Promise.all(
    receipts.receipts.map((receipt) =>
      topic.publishMessage({ json: { agent, ...receipt } }),
    ),
  );
  console.log(`Published ${receipts.receipts.length} receipts`);
  res.status(200).send("");
});
