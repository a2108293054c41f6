"""What changed between two contracts: `judging` tells it; the engine is `redocly diff`, and the rest corrects it."""
