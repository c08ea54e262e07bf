/** The least a dynamic page can be: what the portal's pages are measured against in the same run. */
export default function HelloPage() {
  return <p>Hello</p>;
}
