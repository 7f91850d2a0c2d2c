// Whether one of these voices ({lang: "pl-PL"}) speaks a language ("pl"). A browser that names no voice yet may still have one.
export function speaks(voices, language) {
  const main = (tag) => tag.split(/[-_]/)[0].toLowerCase();
  return voices.length === 0 || voices.some((voice) => main(voice.lang) === main(language));
}

// A text with its language as one string, and back: what is spoken is compared with what is to be spoken.
export function inLanguage(language, text) {
  return `${language} ${text}`;
}

export function spokenIn(spoken) {
  const end = spoken.indexOf(" ");
  return { language: spoken.slice(0, end), text: spoken.slice(end + 1) };
}
