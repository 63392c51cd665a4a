const functions = require("@google-cloud/functions-framework");
const { Firestore } = require("@google-cloud/firestore");

const firestore = new Firestore({ databaseId: process.env.DATABASE });

// The baseline store: reads the message's document and writes it anew, in a transaction.
functions.cloudEvent("tutorialStore", async (cloudEvent) => {
  const data = Buffer.from(cloudEvent.data.message.data, "base64");
  const { message, receiptType, time } = JSON.parse(data.toString());
  const reference = firestore.doc(message);
  await firestore.runTransaction(async (transaction) => {
    const state = (await transaction.get(reference)).data() ?? {};
    const field = receiptType === "READ" ? "readTime" : "deliveredTime";
    if (state[field] === undefined || time < state[field]) {
      const status = state.status === "READ" ? "READ" : receiptType;
      transaction.set(reference, { ...state, status, [field]: time });
    }
  });
  console.log(`Stored ${receiptType} of ${message}`);
});
