-- wrk sends the bodies given after the URL in turn, and ends with its findings as one line of JSON.
-- Usage: wrk … -s load.lua URL -- METHOD [BODY…]

function init(args)
  local prepared = {}
  for number = 2, #args do
    prepared[number - 1] = wrk.format(args[1], nil, nil, args[number])
  end
  if #prepared == 0 then
    prepared[1] = wrk.format(args[1])
  end
  local sent = 0
  function request()
    sent = sent + 1
    return prepared[sent % #prepared + 1]
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "microseconds": %d, "refused": %d, "broken": %d}\n',
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout
  ))
end
