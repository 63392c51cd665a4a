const crypto = require("crypto");
const functions = require("@google-cloud/functions-framework");
const { Firestore } = require("@google-cloud/firestore");

const firestore = new Firestore({ databaseId: process.env.DATABASE });

// The baseline without a queue: the webhook itself writes each receipt to Firestore, in a transaction.
functions.http("tutorialOneFunction", async (req, res) => {
  const signature = crypto
    .createHmac("sha512", process.env.PARTNER_KEY)
    .update(req.rawBody)
    .digest("base64");
  if (signature !== req.get("X-Goog-Signature")) {
    res.status(401).send("");
    return;
  }
  const { receipts, createTime } = req.body.receipts;
  await Promise.all(receipts.map((receipt) => store(receipt, createTime)));
  console.log(`Stored ${receipts.length} receipts`);
  res.status(200).send("");
});

async function store({ message, receiptType }, time) {
  const reference = firestore.doc(message);
  await firestore.runTransaction(async (transaction) => {
    const state = (await transaction.get(reference)).data() ?? {};
    const field = receiptType === "READ" ? "readTime" : "deliveredTime";
    if (state[field] === undefined || time < state[field]) {
      const status = state.status === "READ" ? "READ" : receiptType;
      transaction.set(reference, { ...state, status, [field]: time });
    }
  });
}
