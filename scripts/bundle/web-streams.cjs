// Stands for web-streams-polyfill in the bundles: Node has these.
module.exports = require("node:stream/web");
