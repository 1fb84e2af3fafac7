/* SPDX-FileCopyrightText: Pandzicht contributors
   SPDX-License-Identifier: EUPL-1.2 */

// Where one address lies: a mark, among the other addresses for who may see the list.
import { INK, mapIn, maplibregl, tilesOf } from "./map_style.js";

const place = document.getElementById("map");
const center = place.dataset.center.split(",").map(Number);
const map = mapIn(place, tilesOf(place, ""), { center, zoom: 16.5, cooperativeGestures: false, scrollZoom: false });
new maplibregl.Marker({ color: INK.brand }).setLngLat(center).addTo(map);
