// Stands for your front end: a page that lists collections, and adds one.
import { createServer } from "node:http";

const PAGE = `<!doctype html><title>Shop</title><ul></ul><button>Add</button><output></output><script type="module">
  const medusa = "http://localhost:${process.env.MEDUSA_PORT}/admin/collections";
  const headers = { "x-medusa-access-token": "demo-admin-token", "Content-Type": "application/json" };
  const list = async () => {
    const { collections } = await (await fetch(medusa, { headers })).json();
    document.querySelector("ul").replaceChildren(
      ...collections.map(({ title }) => Object.assign(document.createElement("li"), { textContent: title })),
    );
  };
  document.querySelector("button").onclick = async () => {
    const answer = await fetch(medusa, { method: "POST", headers, body: JSON.stringify({ title: "Autumn" }) });
    document.querySelector("output").textContent = answer.status;
    await list();
  };
  await list();
</script>`;

createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end(PAGE)).listen(+process.env.SHOP_PORT);
