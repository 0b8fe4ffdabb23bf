return RandomLandscapes.Cli.CommandLine.Run(args);
