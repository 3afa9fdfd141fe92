/// Texts in the language of whoever looks, loaded by the screen: no screen waits for the texts of another.
import i18next, { type BackendModule, type ReadCallback } from "i18next";
import { initReactI18next } from "react-i18next";
import { isolated } from "./isolated";
import { preferred } from "./languages";

type File = () => Promise<{ default: Record<string, unknown> }>;

const files = import.meta.glob<{ default: Record<string, unknown> }>("./{en,zh}/*.ts");

const byFile: BackendModule = {
  type: "backend",
  init: () => undefined,
  read(language: string, namespace: string, done: ReadCallback) {
    const load: File | undefined = files[`./${language}/${namespace}.ts`];
    if (load === undefined) {
      done(new Error(`there is no text ${namespace} in ${language}`), false);
      return;
    }
    load().then(
      (text) => done(null, text.default),
      (error: Error) => done(error, true),
    );
  },
};

/** Begin to speak. What every page needs is there when the promise is fulfilled. */
export async function startSpeaking(): Promise<void> {
  document.documentElement.lang = preferred();
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use(byFile)
    .use(initReactI18next)
    .init({
      lng: preferred(),
      fallbackLng: "en",
      load: "currentOnly",
      ns: ["shell", "states", "errors"],
      defaultNS: "shell",
      // React escapes what it shows.
      interpolation: { escape: isolated },
    });
}
