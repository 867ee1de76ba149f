/** Entry point of the command line `rosfw`. */
process.stdout.write('rosfw\n');
