import { expect, it } from "@jest/globals";
import { v1 } from "@google-cloud/firestore";
import { countOperations } from "../../../bench/store/operations.ts";

/** A client that answers everything at once. */
class FakeClient {}
for (const name of Object.getOwnPropertyNames(v1.FirestoreClient.prototype)) {
  Object.assign(FakeClient.prototype, { [name]: () => "answer" });
}

it("counts documents written and read, and the calls that it took", () => {
  const counted = countOperations(FakeClient.prototype);
  const client = new FakeClient() as InstanceType<typeof v1.FirestoreClient>;
  void client.batchGetDocuments({ documents: ["a"] });
  void client.commit({ writes: [{}] });
  void client.batchWrite({ writes: [{}, {}] });
  void client.getDocument({ name: "a" });
  expect(counted()).toEqual({ writes: 3, reads: 2, calls: 4 });
});
