import { medusa } from "../medusa";

const admin = { headers: { "x-medusa-access-token": "demo-admin-token" } };

export default async function Page() {
  const { collections } = await medusa("/admin/collections", admin);
  return (
    <ul>
      {collections.map(({ id, title }) => (
        <li key={id}>{title}</li>
      ))}
    </ul>
  );
}
