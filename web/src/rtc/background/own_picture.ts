// One's own picture, kept by this browser (IndexedDB, since it is too large for localStorage) until it is
// replaced. Never sent.

const database = 'plenum';
const store = 'pictures';
const key = 'background';

export async function loadOwnPicture(): Promise<Blob | undefined> {
  const found: unknown = await inStore('readonly', (pictures) => pictures.get(key));
  return found instanceof Blob ? found : undefined;
}

export async function saveOwnPicture(picture: Blob): Promise<void> {
  await inStore('readwrite', (pictures) => pictures.put(picture, key));
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  work: (pictures: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(store);
  const opened = await settled(opening);
  try {
    return await settled(work(opened.transaction(store, mode).objectStore(store)));
  } finally {
    opened.close();
  }
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
