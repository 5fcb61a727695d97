// Medusa loads a plugin by what lies in its `services` folder; there is nothing else to export.
