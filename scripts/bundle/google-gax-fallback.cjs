// Stands in the bundles for google-gax's transport over REST, of which only this is used: how an error is decoded.
exports.defaultToObjectOptions = {
  keepCase: false,
  longs: String,
  enums: String,
  defaults: true,
  oneofs: true,
};
