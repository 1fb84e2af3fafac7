/* SPDX-FileCopyrightText: Pandzicht contributors
   SPDX-License-Identifier: EUPL-1.2 */

// How addresses and areas look on a map: tiles of this office, and below them pictures of the land where those were set.
import * as maplibregl from "../vendor/maplibre/maplibre-gl.mjs";

maplibregl.setWorkerUrl(new URL("../vendor/maplibre/maplibre-gl-worker.mjs", import.meta.url).href);

export const INK = { brand: "#0b4f5c", pale: "#cfe2e6", line: "#9db9bf", yes: "#164a7a", other: "#6f8590", ground: "#f5f7f8" };
export const NEAR = 15;

const nothing = { type: "FeatureCollection", features: [] };

// The tiles that a place on the page asks for; none for who may not see the list.
export function tilesOf(place, query) {
  return place.dataset.tiles ? [`${location.origin}${place.dataset.tiles}?${query}`] : [];
}

export function styleOf(place, tiles) {
  const base = place.dataset.base;
  const sources = { shape: { type: "geojson", data: nothing } };
  const layers = [{ id: "ground", type: "background", paint: { "background-color": INK.ground } }];
  if (base) {
    sources.base = { type: "raster", tiles: [base], tileSize: 256, maxzoom: 19, attribution: place.dataset.baseBy };
    layers.push({ id: "base", type: "raster", source: "base", paint: { "raster-saturation": -0.7, "raster-opacity": 0.8 } });
  }
  if (tiles.length) {
    sources.list = { type: "vector", tiles, minzoom: 7, maxzoom: 18 };
    if (!base) layers.push({ id: "areas", type: "fill", source: "list", "source-layer": "areas", paint: { "fill-color": "#ffffff" } });
    layers.push(
      { id: "borders", type: "line", source: "list", "source-layer": "areas", paint: { "line-color": INK.line, "line-width": 1 } },
      {
        id: "cells", type: "circle", source: "list", "source-layer": "cells", maxzoom: NEAR,
        paint: {
          "circle-color": ["interpolate", ["linear"], ["/", ["coalesce", ["get", "yes"], 0], ["get", "count"]], 0, INK.pale, 0.5, INK.brand],
          "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 2.5, 10, 8, 40, 14],
          "circle-stroke-color": "#ffffff", "circle-stroke-width": 0.6,
        },
      },
      {
        id: "addresses", type: "circle", source: "list", "source-layer": "addresses", minzoom: NEAR,
        paint: {
          "circle-color": ["case", [">", ["coalesce", ["get", "yes"], 0], 0], INK.yes, INK.other],
          "circle-radius": ["interpolate", ["linear"], ["zoom"], 15, 3, 18, 8],
          "circle-stroke-color": "#ffffff", "circle-stroke-width": 1,
        },
      },
    );
  }
  layers.push(
    { id: "shape", type: "fill", source: "shape", paint: { "fill-color": INK.brand, "fill-opacity": 0.12 } },
    { id: "shape-line", type: "line", source: "shape", paint: { "line-color": INK.brand, "line-width": 2 } },
  );
  return { version: 8, sources, layers };
}

// A map in a place on the page: it does not turn, and names who made the pictures below it.
export function mapIn(place, tiles, options) {
  const map = new maplibregl.Map({
    container: place,
    attributionControl: place.dataset.base ? { compact: false } : false,
    dragRotate: false,
    maxZoom: 19,
    minZoom: 7,
    style: styleOf(place, tiles),
    ...options,
  });
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.touchZoomRotate.disableRotation();
  map.once("idle", () => place.setAttribute("data-drawn", "true"));
  place.map = map;
  return map;
}

export { maplibregl };
