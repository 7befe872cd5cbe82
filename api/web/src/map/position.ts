// Where the reader stands, and the zone there.
import { getPoint, Problem } from '../api';
import { app } from '../app.svelte';
import { t } from '../i18n/index.svelte';

const patience: PositionOptions = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 0 };

const ask = () =>
  new Promise<GeolocationPosition>((resolve, reject) =>
    navigator.geolocation.getCurrentPosition(resolve, reject, patience),
  );

/** Opens the zone where the reader stands; null, with a message, where that is not known. */
export async function findMe(): Promise<{ lon: number; lat: number } | null> {
  app.message = t('locating');
  try {
    const { latitude: lat, longitude: lon } = (await ask()).coords;
    if (!app.day) return null;
    app.go({ zone: (await getPoint(lat, lon, app.day)).zone });
    app.message = '';
    return { lon, lat };
  } catch (cause) {
    app.message = explain(cause);
    return null;
  }
}

function explain(cause: unknown): string {
  if (cause instanceof Problem) {
    if (cause.status === 404) return t('outside');
    return cause.offline ? t('offline') : t('failedTitle');
  }
  const denied = (cause as GeolocationPositionError | undefined)?.code === 1;
  return denied ? t('positionDenied') : t('positionFailed');
}
