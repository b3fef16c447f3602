/// The page on which a browser follows: it draws the rows of `Canvas.runRows` as they come, and has nothing from anywhere else.
package enum FollowPage {
    /// - Parameter nonce: what allows its script to run, and no other
    package static func html(nonce: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>dnag: follow</title>
        <style>\(style)</style>
        </head>
        <body>
        <main>
        <form id="door">
        <h1>Follow the teacher's screen</h1>
        <label for="code">Code on the screen</label>
        <input id="code" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="12" required>
        <button>Follow</button>
        <p id="fault" role="alert"></p>
        </form>
        <div id="stage" hidden>
        <div id="window" tabindex="0" role="region" aria-label="The teacher's screen, as text"><pre id="screen"></pre></div>
        <footer>
        <span id="word" role="status">…</span>
        <span>
        <button id="less" type="button" aria-label="smaller letters">A−</button>
        <button id="more" type="button" aria-label="larger letters">A+</button>
        <button id="fit" type="button">fit</button>
        <a id="session" download="shared.dnag">session file</a>
        </span>
        </footer>
        </div>
        <noscript><p>This page needs JavaScript, which comes from the teacher's machine alone.</p></noscript>
        </main>
        <script nonce="\(nonce)">\(script)</script>
        </body>
        </html>

        """
    }

    private static let style = """
        :root { color-scheme: dark; }
        * { box-sizing: border-box; }
        [hidden] { display: none !important; }
        body { margin: 0; background: #0f1318; color: #d9dee5; font: 16px/1.5 system-ui, sans-serif; }
        form { max-width: 22rem; margin: 12vh auto 0; padding: 0 1.25rem; }
        h1 { font-size: 1.4rem; font-weight: 600; margin: 0 0 1.5rem; }
        label { display: block; margin-bottom: .4rem; }
        input { width: 100%; font: 600 1.6rem ui-monospace, monospace; letter-spacing: .25em; text-transform: uppercase; padding: .5rem .7rem; margin-bottom: 1rem;
          background: #1a2028; color: inherit; border: 1px solid #76808d; border-radius: 6px; }
        button { font: inherit; color: inherit; background: #1a2028; border: 1px solid #76808d; border-radius: 6px; padding: .35rem .8rem; cursor: pointer; }
        form button { width: 100%; padding: .6rem; background: #56b4e9; border-color: #56b4e9; color: #0f1318; font-weight: 600; }
        :focus-visible { outline: 2px solid #f0e442; outline-offset: 2px; }
        #fault { min-height: 1.5em; color: #f2a65a; }
        #stage { display: flex; flex-direction: column; height: 100vh; height: 100dvh; }
        #window { flex: 1; overflow: auto; display: flex; }
        pre { margin: auto; padding: 4px; font-family: "DejaVu Sans Mono", Menlo, Consolas, "Roboto Mono", ui-monospace, monospace; line-height: 1.2; font-variant-ligatures: none; }
        pre div { height: 1.2em; white-space: pre; }
        footer { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: space-between; align-items: center; padding: .4rem .8rem; border-top: 1px solid #2a323c; font-size: .875rem; }
        footer a { color: #8ccbf2; margin-left: .5rem; }
        footer button { min-width: 2.4rem; }
        """

    private static let script = #"""
        "use strict";
        const at = id => document.getElementById(id);
        let source = null, columns = 80, rows = [], size = 0, code = "";
        const color = (number, other) => number < 0 ? other : "#" + number.toString(16).padStart(6, "0");
        function drawn(text) {
          const line = document.createElement("div");
          for (const [words, foreground, background, attributes = 0] of JSON.parse(text)) {
            const span = document.createElement("span");
            let ink = color(foreground, "#d9dee5"), ground = color(background, "#0f1318");
            if (attributes & 16) [ink, ground] = [ground, ink];
            span.style.color = ink;
            if (ground !== "#0f1318") span.style.background = ground;
            if (attributes & 1) span.style.fontWeight = "bold";
            if (attributes & 2) span.style.opacity = ".6";
            if (attributes & 4) span.style.fontStyle = "italic";
            if (attributes & 8) span.style.textDecoration = "underline";
            span.textContent = words;
            line.append(span);
          }
          return line;
        }
        function take(data) {
          const lines = data.split("\n"), [width, height] = lines.shift().split(" ").map(Number);
          if (!(width >= 0 && width <= 1000 && height >= 0 && height <= 1000)) return;
          if (width !== columns || height !== rows.length) {
            columns = width;
            rows = Array.from({ length: height }, () => document.createElement("div"));
            at("screen").replaceChildren(...rows);
            fit();
          }
          for (const line of lines) {
            const blank = line.indexOf(" "), place = Number(line.slice(0, blank));
            if (!rows[place]) continue;
            const fresh = drawn(line.slice(blank + 1));
            rows[place].replaceWith(fresh);
            rows[place] = fresh;
          }
        }
        // As large as it fits; on a small screen no smaller than can be read, and then it is scrolled.
        function fit() {
          const screen = at("screen"), probe = document.createElement("span");
          screen.style.fontSize = "100px";
          probe.textContent = "0".repeat(10);
          screen.append(probe);
          const width = probe.getBoundingClientRect().width / 1000;
          probe.remove();
          const room = at("window").getBoundingClientRect();
          size = Math.max(Math.min((room.width - 10) / (columns * width), (room.height - 10) / (Math.max(rows.length, 1) * 1.2)), 7);
          screen.style.fontSize = size + "px";
        }
        function scale(by) {
          size = Math.min(Math.max(size * by, 4), 60);
          at("screen").style.fontSize = size + "px";
        }
        function follow() {
          source = new EventSource("/follow?form=1&code=" + code);
          source.addEventListener("screen", event => { at("word").textContent = "live"; take(event.data); });
          source.addEventListener("end", () => { source.close(); at("word").textContent = "The teacher shares the screen no more; this is how it stood."; });
          source.onerror = () => { at("word").textContent = source.readyState === 2 ? "The way to the teacher's machine is lost; reload the page to come back." : "The way to the teacher's machine is lost; looking for it …"; };
        }
        async function join() {
          const answer = await fetch("/join?form=1&code=" + code).catch(() => null);
          const text = answer === null ? "The teacher's machine does not answer." : answer.ok ? "" : await answer.text();
          at("fault").textContent = text;
          if (text) { at("code").select(); return; }
          at("door").hidden = true;
          at("stage").hidden = false;
          at("session").href = "/session?form=1&code=" + code;
          fit();
          follow();
        }
        at("door").addEventListener("submit", event => {
          event.preventDefault();
          code = at("code").value.toUpperCase().replace(/[^A-Z0-9]/g, "");
          join();
        });
        at("less").addEventListener("click", () => scale(1 / 1.2));
        at("more").addEventListener("click", () => scale(1.2));
        at("fit").addEventListener("click", fit);
        addEventListener("resize", fit);
        if (location.hash.length > 1) { at("code").value = location.hash.slice(1); at("door").requestSubmit(); } else { at("code").focus(); }
        """#
}
