// Types only: what a service worker has beyond other workers, and what `kb finish` writes at the head of ours.
declare const VERSION: string
declare const FILES: Record<string, string>
declare const registration: ServiceWorkerRegistration
declare const clients: Clients
declare function skipWaiting(): Promise<void>
declare function addEventListener<K extends keyof ServiceWorkerGlobalScopeEventMap>(
  type: K,
  listener: (event: ServiceWorkerGlobalScopeEventMap[K]) => unknown,
): void
