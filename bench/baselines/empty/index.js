const functions = require("@google-cloud/functions-framework");

// Answers, and does nothing else: what the platform and the framework cost by themselves.
functions.http("empty", (req, res) => {
  res.status(200).send("");
});
