/* SPDX-FileCopyrightText: Pandzicht contributors
   SPDX-License-Identifier: EUPL-1.2 */

// The map: tiles of this office and nothing from elsewhere. What is asked stands in the form beside it.
import { mapIn, maplibregl, NEAR, tilesOf } from "./map_style.js";

const place = document.getElementById("map");
const tiles = () => tilesOf(place, document.getElementById("mapped").dataset.query);
const [west, south, east, north] = place.dataset.extent.split(",").map(Number);
const map = mapIn(place, tiles(), { bounds: [[west, south], [east, north]], fitBoundsOptions: { padding: 24 } });

// When the form was answered anew, so are the tiles.
document.body.addEventListener("htmx:afterSwap", () => {
  map.getSource("list").setTiles(tiles());
  showShape(corners());
});

function said(properties) {
  const box = document.createElement("div");
  const title = document.createElement("strong");
  box.append(title);
  const line = document.createElement("p");
  line.className = "utrecht-paragraph";
  if (properties.id) {
    title.textContent = properties.label;
    line.textContent = `${properties.yes ?? 0} ${place.dataset.yes} · ${properties.unknown ?? 0} ${place.dataset.unknown}`;
    const link = document.createElement("a");
    link.className = "utrecht-link utrecht-link--html-a";
    link.href = place.dataset.dossier + encodeURIComponent(properties.id);
    link.textContent = place.dataset.open;
    box.append(line, link);
  } else {
    title.textContent = properties.name ?? "";
    line.textContent = `${properties.count} ${place.dataset.addresses} · ${properties.yes ?? 0} ${place.dataset.yes}`;
    box.append(line);
  }
  return box;
}

map.on("click", (event) => {
  if (drawing) return addCorner(event.lngLat);
  const [found] = map.queryRenderedFeatures(event.point, { layers: ["addresses", "cells"] });
  if (!found) return;
  if (found.layer.id === "cells") return map.easeTo({ center: event.lngLat, zoom: Math.min(map.getZoom() + 2, NEAR) });
  new maplibregl.Popup({ closeButton: true, maxWidth: "280px" }).setLngLat(event.lngLat).setDOMContent(said(found.properties)).addTo(map);
});
for (const layer of ["addresses", "cells"]) {
  map.on("mouseenter", layer, () => { if (!drawing) map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", layer, () => { if (!drawing) map.getCanvas().style.cursor = ""; });
}

// Drawing a shape: a click is a corner, a click on the first one or the button closes it; the form then asks for it.
let drawing = null;
const draws = document.querySelector("[data-draws]");
const closes = document.querySelector("[data-closes]");

function corners() {
  const text = document.getElementById("drawn").value;
  return text ? text.split(",").map((corner) => corner.split(" ").map(Number)) : [];
}

function showShape(points) {
  const ring = points.length > 2 ? [...points, points[0]] : points;
  const geometry = points.length > 2 ? { type: "Polygon", coordinates: [ring] } : { type: "LineString", coordinates: ring };
  const features = points.length > 1 ? [{ type: "Feature", properties: {}, geometry }] : [];
  map.getSource("shape").setData({ type: "FeatureCollection", features });
}

function addCorner({ lng, lat }) {
  const first = drawing[0] && map.project(drawing[0]);
  const here = map.project([lng, lat]);
  if (first && drawing.length > 2 && Math.hypot(first.x - here.x, first.y - here.y) < 12) return close();
  drawing.push([Number(lng.toFixed(5)), Number(lat.toFixed(5))]);
  closes.hidden = drawing.length < 3;
  showShape(drawing);
}

function close() {
  const field = document.getElementById("drawn");
  field.value = drawing.map((corner) => corner.map((at) => at.toFixed(5)).join(" ")).join(",");
  stop();
  document.getElementById("mapped").requestSubmit();
}

function stop() {
  drawing = null;
  closes.hidden = true;
  draws.setAttribute("aria-pressed", "false");
  map.getCanvas().style.cursor = "";
}

draws.addEventListener("click", () => {
  if (drawing) return stop();
  drawing = [];
  draws.setAttribute("aria-pressed", "true");
  map.getCanvas().style.cursor = "crosshair";
  showShape([]);
});
closes.addEventListener("click", close);
map.on("load", () => showShape(corners()));
