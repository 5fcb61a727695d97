import { expect, test } from "vitest";
import { client } from "./client.mjs";
import { medusa } from "./session.mjs";

test.each([1, 2])("a collection is new each time (%i)", async () => {
  await client.admin.collections.create({ title: "Autumn" });
  const { collections } = await client.admin.collections.list();
  expect(collections.filter((each) => each.title === "Autumn")).toHaveLength(1);
});

test("what goes wrong twice succeeds at the third try", async () => {
  const { id } = await medusa.fault({ operation: "create_product_collection", status: 409, times: 2 });
  await client.admin.collections.create({ title: "Winter" });
  const { faults } = await medusa.control("GET", "faults");
  expect(faults.find((each) => each.id === id).hits).toBe(2);
});
