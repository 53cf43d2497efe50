import type { replayScript as englishReplay, script as english } from '../en/script.ts';
import type { Like } from '../like.ts';

export const script: Like<typeof english> = {
  lost: 'Verbindung verloren, sie wird wieder aufgebaut … Sie sehen den Stand von {time}.',
  offline: 'Sie sind offline. Sie sehen den Stand von {time}.',
  stale: 'Die Kasse ist gerade nicht erreichbar. Sie sehen den Stand von {time}; es geht von selbst weiter.',
  unreached: 'Die Kasse war nicht zu erreichen. Hat es doch geklappt, zeigt der Saalplan es gleich.',
  refused: 'Das hat nicht geklappt. Laden Sie die Seite neu oder fragen Sie an der Kasse.',
  yoursFor: 'Für Sie noch',
  lastMinute: 'Noch eine Minute, um Ihre Plätze zu buchen.',
  timeUp: 'Ihre Zeit ist abgelaufen.',
  booking: 'Wird gebucht …',
  bookingAgain: 'Noch keine klare Antwort. Es wird noch einmal gefragt; doppelt gebucht wird nie.',
  booked: 'Gebucht. Ihre Bestellung ist {order}.',
  zoomed: 'Tippen Sie jetzt auf Ihren Platz.',
};

export const replayScript: Like<typeof englishReplay> = {
  play: 'Abspielen',
  pause: 'Anhalten',
  place: '{count} von {total}, {clock}',
  notPlayed: 'Der Abend kann gerade nicht abgespielt werden. Versuchen Sie es gleich noch einmal.',
  lost: 'Die Verbindung ist weg. Es geht weiter, sobald sie wieder da ist.',
  notShown: 'Dieser Augenblick kann gerade nicht gezeigt werden. Versuchen Sie es noch einmal.',
};
