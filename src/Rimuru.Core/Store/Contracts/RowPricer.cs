using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Contracts;

/// <summary>Sets the cost of a row from its model, time and terms.</summary>
internal delegate void RowPricer(ref UsageRow row);
