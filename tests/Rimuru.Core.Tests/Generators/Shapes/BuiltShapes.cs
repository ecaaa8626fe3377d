namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>Makes the home of a <see cref="HomeBuilder"/> in which every request is known.</summary>
internal static class BuiltShapes
{
    public static ShapedHome Create(string agent, int seed, Action<HomeBuilder> write)
    {
        HomeBuilder built = new(agent, seed, hasShapes: true);
        write(built);
        ShapedHome home = new(agent, seed);
        foreach (string shape in built.Shapes)
            home.Is(shape);
        foreach ((string variable, string place) in built.Variables)
            home.Variables[variable] = place;
        foreach ((string path, string text) in built.First)
            home.AddFirst(path, text);
        foreach (GeneratedFile file in built.FirstFiles)
            home.AddFirst(file.Path, file.Bytes);
        foreach ((string path, IReadOnlyList<string> lines, _) in built.Logs)
            home.Add(path, LineShapes.Write(home, built.Random, lines));
        foreach (GeneratedFile file in built.Whole)
            home.AddWhole(file.Path, file.Bytes);
        home.Requests.AddRange(
            built.Requests.Select(request => new TrueRequest(request.Session, request.Model, request.At, request.Tokens)
            {
                Project = request.Project,
                Evidence = request.Evidence,
            })
        );
        return home;
    }
}
