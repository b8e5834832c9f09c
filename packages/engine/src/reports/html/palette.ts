/** The choice of colours for gains and losses: radio buttons that the style sheet looks at. */
import type { ReportTexts } from "../texts/index.js";
import { type Markup, markup } from "./markup.js";

export function paletteMarkup(texts: ReportTexts): Markup {
  const palettes = (["green", "red", "blue"] as const).map(
    (id) =>
      markup`<span><input type="radio" name="palette" id="${id}"${id === "green" && markup` checked`}><label for="${id}">${
        { green: texts.greenUp, red: texts.redUp, blue: texts.blueUp }[id]
      }</label></span>`,
  );
  return markup`<fieldset><legend>${texts.palette}</legend>${palettes}</fieldset>`;
}
