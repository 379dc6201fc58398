// <downhill-plot scene="surface=ravine&run=adam,lr:0.5" width="640" height="420"></downhill-plot>
// A live figure in any page; see "Embed" in the README. This file may lie anywhere: it finds the site by its own src.
(() => {
  const site = new URL("./", document.currentScript.src).href;
  const clean = scene => scene.trim().replace(/^#/, "").split("&").filter(part => part && !/^embed=/.test(part)).join("&");

  class DownhillPlot extends HTMLElement {
    static observedAttributes = ["scene", "width", "height", "title"];
    #frame = null;
    #ready = false;
    #waiting = [];
    #scene = null;
    #heard = event => {
      if (!this.#frame || event.source !== this.#frame.contentWindow) return;
      const { downhill, scene, step } = event.data ?? {};
      if (downhill === "ready") {
        this.#ready = true;
        this.#waiting.splice(0).forEach(message => this.#send(message));
      } else if (downhill === "scene") this.#tell("scenechange", this.#scene = scene);
      else if (downhill === "step") this.#tell("stepchange", step);
    };

    get scene() { return this.#scene ?? this.getAttribute("scene") ?? ""; }
    set scene(text) { this.setAttribute("scene", text); }
    play() { this.#send({ downhill: "play" }); }
    pause() { this.#send({ downhill: "pause" }); }
    seek(step) { this.#send({ downhill: "seek", step: Number(step) }); }

    connectedCallback() {
      // Set before this script was there.
      if (Object.hasOwn(this, "scene")) {
        const { scene } = this;
        delete this.scene;
        this.scene = scene;
      }
      addEventListener("message", this.#heard);
      this.style.display ||= "block";
      this.#frame = document.createElement("iframe");
      this.#frame.loading = "lazy";
      this.#frame.style.cssText = "border:0;display:block;max-width:100%";
      this.#size();
      this.#frame.src = `${site}#${[clean(this.scene), "embed=1"].filter(Boolean).join("&")}`;
      this.append(this.#frame);
    }

    disconnectedCallback() {
      removeEventListener("message", this.#heard);
      this.#frame.remove();
      this.#frame = null;
      this.#ready = false;
    }

    attributeChangedCallback(name, _, text) {
      if (name !== "scene") return this.#size();
      this.#scene = null;
      if (this.#frame) this.#send({ downhill: "set", scene: clean(text ?? "") });
    }

    #size() {
      if (!this.#frame) return;
      this.#frame.width = this.getAttribute("width") ?? "100%";
      this.#frame.height = this.getAttribute("height") ?? 420;
      this.#frame.title = this.title || "Downhill: gradient descent";
    }
    #send(message) {
      if (this.#ready) this.#frame.contentWindow.postMessage(message, "*");
      else this.#waiting.push(message);
    }
    #tell(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true })); }
  }
  if (!customElements.get("downhill-plot")) customElements.define("downhill-plot", DownhillPlot);
})();
