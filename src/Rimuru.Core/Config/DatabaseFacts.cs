namespace Rimuru.Core.Config;

/// <summary>What the configuration needs to know of a database URL, which only the store can read.</summary>
/// <param name="Display">The URL without its password.</param>
/// <param name="IsServer">True if the database is on a server, which may want a password.</param>
/// <param name="HasPassword">True if the URL has a password itself.</param>
internal sealed record DatabaseFacts(string Display, bool IsServer, bool HasPassword);
