using System.Text;
using Rimuru.Core.Pricing;

namespace Rimuru.Core.Tests.Pricing;

/// <summary>Small price tables for tests: provider <c>anthropic</c>, model <c>m</c>.</summary>
internal static class TestTable
{
    /// <summary>A table with one model of one period.</summary>
    internal static PriceBook Open(string period, string more = "") =>
        PriceBook.Open(
            Encoding.UTF8.GetBytes(
                $$"""
                {"version":"test","models":[
                {"provider":"anthropic","id":"m","periods":[{{period}}],{{more}}"source":"test","asOf":"2026-01-01"}
                ]}
                """
            ),
            "test"
        );
}
