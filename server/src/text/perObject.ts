/** `read`, which is called once for each object and may be asked again as long as that lives. */
export function perObject<K extends object, T>(read: (object: K) => T): (object: K) => T {
  const known = new WeakMap<K, { readonly value: T }>();
  return (object) => {
    let entry = known.get(object);
    if (entry === undefined) {
      entry = { value: read(object) };
      known.set(object, entry);
    }
    return entry.value;
  };
}
