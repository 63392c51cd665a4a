// Stands for node-fetch in the bundles: Node has its own, which the calls to the platforms use, too.
module.exports = fetch;
