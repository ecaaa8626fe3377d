using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Rimuru.Core.Tests.Conformance;

/// <summary>How many homes its agent's adapter is tried on, where the usual number takes too long.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HomesAttribute(int count, int few) : Attribute
{
    public int Count { get; } = count;

    public int Few { get; } = few;
}

/// <summary>The seeds that a fact of <see cref="AdapterConformance"/> is tried with.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SeedsAttribute : DataAttribute
{
    private static readonly HomesAttribute Usual = new(12, 5);

    /// <summary>For facts that are slow or do not depend much on the home.</summary>
    public bool Few { get; set; }

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        HomesAttribute homes = testMethod.ReflectedType?.GetCustomAttribute<HomesAttribute>() ?? Usual;
        return new([.. Enumerable.Range(Few ? 101 : 1, Few ? homes.Few : homes.Count).Select(seed => new TheoryDataRow<int>(seed))]);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}
