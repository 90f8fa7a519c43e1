-- wrk: reviews of pods that all differ.
local text = io.open(os.getenv("REVIEW")):read("a")
local bodies, at = {}, 0
function init()
  for n = 1, 500 do bodies[n] = wrk.format("POST", "/inject?timeout=10s", { ["Content-Type"] = "application/json" }, (text:gsub("@N@", n + math.random(100000)))) end
end
function request()
  at = at % #bodies + 1
  return bodies[at]
end
