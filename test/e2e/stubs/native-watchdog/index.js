/** The real one ends a server whose parent died; our hosts end it themselves. */
exports.start = () => {};
