const functions = require("@google-cloud/functions-framework");
const { Firestore } = require("@google-cloud/firestore");
const { GoogleAuth } = require("google-auth-library");

const firestore = new Firestore({ databaseId: process.env.DATABASE });
const auth = new GoogleAuth({
  scopes: "https://www.googleapis.com/auth/businessmessages",
});

// The baseline sender: looks whether the platform was told, tells it, and writes that down.
functions.cloudEvent("tutorialSender", async (cloudEvent) => {
  const data = Buffer.from(cloudEvent.data.message.data, "base64");
  const { message } = JSON.parse(data.toString());
  const reference = firestore.doc(message);
  const state = (await reference.get()).data();
  if (state?.sent) return;
  await auth.request({
    url: `${process.env.API_URL}/v1/${message}/receipt`,
    method: "PATCH",
    data: { receiptType: "READ" },
  });
  await reference.set({ sent: true }, { merge: true });
  console.log(`Sent a read receipt for ${message}`);
});
