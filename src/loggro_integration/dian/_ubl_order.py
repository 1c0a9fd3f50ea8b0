# SPDX-License-Identifier: MIT
"""
The order of elements in UBL 2.1, for the elements that types are written to.

Needed where a part is put into a document that holds elements the types do not know.

Source: the OASIS UBL 2.1 schemas in DIAN's toolbox V19.
"""

from __future__ import annotations

from typing import Final

__all__ = ["PLACES"]

_CHILDREN: Final = (
    (
        "AccountingCustomerParty",
        (
            "CustomerAssignedAccountID SupplierAssignedAccountID AdditionalAccountID Party "
            "DeliveryContact AccountingContact BuyerContact"
        ),
    ),
    (
        "AccountingSupplierParty",
        (
            "CustomerAssignedAccountID AdditionalAccountID DataSendingCapability Party "
            "DespatchContact AccountingContact SellerContact"
        ),
    ),
    (
        (
            "AdditionalDocumentReference CreditNoteDocumentReference DebitNoteDocumentReference "
            "DespatchDocumentReference DocumentReference InvoiceDocumentReference "
            "ReceiptDocumentReference"
        ),
        (
            "ID CopyIndicator UUID IssueDate IssueTime DocumentTypeCode DocumentType XPath "
            "LanguageID LocaleCode VersionID DocumentStatusCode DocumentDescription Attachment "
            "ValidityPeriod IssuerParty ResultOfVerification"
        ),
    ),
    (
        "AdditionalItemIdentification SellersItemIdentification StandardItemIdentification",
        "ID ExtendedID BarcodeSymbologyID PhysicalAttribute MeasurementDimension IssuerParty",
    ),
    (
        "AdditionalItemProperty",
        (
            "ID Name NameCode TestMethod Value ValueQuantity ValueQualifier ImportanceCode "
            "ListValue UsabilityPeriod ItemPropertyGroup RangeDimension ItemPropertyRange"
        ),
    ),
    (
        "Address DeliveryAddress RegistrationAddress",
        (
            "ID AddressTypeCode AddressFormatCode Postbox Floor Room StreetName "
            "AdditionalStreetName BlockName BuildingName BuildingNumber InhouseMail Department "
            "MarkAttention MarkCare PlotIdentification CitySubdivisionName CityName PostalZone "
            "CountrySubentity CountrySubentityCode Region District TimezoneOffset AddressLine "
            "Country LocationCoordinate"
        ),
    ),
    (
        (
            "AgentParty DeliveryParty InformationContentProviderParty IssuerParty Party "
            "ReceiverParty SenderParty TaxRepresentativeParty"
        ),
        (
            "MarkCareIndicator MarkAttentionIndicator WebsiteURI LogoReferenceID EndpointID "
            "IndustryClassificationCode PartyIdentification PartyName Language PostalAddress "
            "PhysicalLocation PartyTaxScheme PartyLegalEntity Contact Person AgentParty "
            "ServiceProviderParty PowerOfAttorney FinancialAccount"
        ),
    ),
    (
        "AllowanceCharge",
        (
            "ID ChargeIndicator AllowanceChargeReasonCode AllowanceChargeReason "
            "MultiplierFactorNumeric PrepaidIndicator SequenceNumeric Amount BaseAmount "
            "AccountingCostCode AccountingCost PerUnitAmount TaxCategory TaxTotal PaymentMeans"
        ),
    ),
    (
        "AlternativeConditionPrice Price",
        (
            "PriceAmount BaseQuantity PriceChangeReason PriceTypeCode PriceType "
            "OrderableUnitFactorRate ValidityPeriod PriceList AllowanceCharge PricingExchangeRate"
        ),
    ),
    (
        "ApplicationResponse",
        (
            "UBLExtensions UBLVersionID CustomizationID ProfileID ProfileExecutionID ID UUID "
            "IssueDate IssueTime ResponseDate ResponseTime Note VersionID Signature SenderParty "
            "ReceiverParty DocumentResponse"
        ),
    ),
    (
        "AttachedDocument",
        (
            "UBLExtensions UBLVersionID CustomizationID ProfileID ProfileExecutionID ID UUID "
            "IssueDate IssueTime Note DocumentTypeCode DocumentType ParentDocumentID "
            "ParentDocumentTypeCode ParentDocumentVersionID Signature SenderParty ReceiverParty "
            "Attachment ParentDocumentLineReference"
        ),
    ),
    (
        "Attachment",
        "EmbeddedDocumentBinaryObject ExternalReference",
    ),
    (
        "Contact",
        "ID Name Telephone Telefax ElectronicMail Note OtherCommunication",
    ),
    (
        "CorporateRegistrationScheme",
        "ID Name CorporateRegistrationTypeCode JurisdictionRegionAddress",
    ),
    (
        "Country",
        "IdentificationCode Name",
    ),
    (
        "CreditNote",
        (
            "UBLExtensions UBLVersionID CustomizationID ProfileID ProfileExecutionID ID "
            "CopyIndicator UUID IssueDate IssueTime TaxPointDate CreditNoteTypeCode Note "
            "DocumentCurrencyCode TaxCurrencyCode PricingCurrencyCode PaymentCurrencyCode "
            "PaymentAlternativeCurrencyCode AccountingCostCode AccountingCost LineCountNumeric "
            "BuyerReference InvoicePeriod DiscrepancyResponse OrderReference BillingReference "
            "DespatchDocumentReference ReceiptDocumentReference ContractDocumentReference "
            "AdditionalDocumentReference StatementDocumentReference OriginatorDocumentReference "
            "Signature AccountingSupplierParty AccountingCustomerParty PayeeParty "
            "BuyerCustomerParty SellerSupplierParty TaxRepresentativeParty Delivery DeliveryTerms "
            "PaymentMeans PaymentTerms TaxExchangeRate PricingExchangeRate PaymentExchangeRate "
            "PaymentAlternativeExchangeRate AllowanceCharge TaxTotal LegalMonetaryTotal "
            "CreditNoteLine"
        ),
    ),
    (
        "CreditNoteLine",
        (
            "ID UUID Note CreditedQuantity LineExtensionAmount TaxPointDate AccountingCostCode "
            "AccountingCost PaymentPurposeCode FreeOfChargeIndicator InvoicePeriod "
            "OrderLineReference DiscrepancyResponse DespatchLineReference ReceiptLineReference "
            "BillingReference DocumentReference PricingReference OriginatorParty Delivery "
            "PaymentTerms TaxTotal AllowanceCharge Item Price DeliveryTerms SubCreditNoteLine "
            "ItemPriceExtension"
        ),
    ),
    (
        "DebitNote",
        (
            "UBLExtensions UBLVersionID CustomizationID ProfileID ProfileExecutionID ID "
            "CopyIndicator UUID IssueDate IssueTime Note TaxPointDate DocumentCurrencyCode "
            "TaxCurrencyCode PricingCurrencyCode PaymentCurrencyCode "
            "PaymentAlternativeCurrencyCode AccountingCostCode AccountingCost LineCountNumeric "
            "InvoicePeriod DiscrepancyResponse OrderReference BillingReference "
            "DespatchDocumentReference ReceiptDocumentReference StatementDocumentReference "
            "ContractDocumentReference AdditionalDocumentReference Signature "
            "AccountingSupplierParty AccountingCustomerParty PayeeParty BuyerCustomerParty "
            "SellerSupplierParty TaxRepresentativeParty PrepaidPayment AllowanceCharge Delivery "
            "DeliveryTerms PaymentMeans PaymentTerms TaxExchangeRate PricingExchangeRate "
            "PaymentExchangeRate PaymentAlternativeExchangeRate TaxTotal RequestedMonetaryTotal "
            "DebitNoteLine"
        ),
    ),
    (
        "DebitNoteLine",
        (
            "ID UUID Note DebitedQuantity LineExtensionAmount TaxPointDate AccountingCostCode "
            "AccountingCost PaymentPurposeCode DiscrepancyResponse DespatchLineReference "
            "ReceiptLineReference BillingReference DocumentReference PricingReference Delivery "
            "TaxTotal AllowanceCharge Item Price SubDebitNoteLine"
        ),
    ),
    (
        "Delivery",
        (
            "ID Quantity MinimumQuantity MaximumQuantity ActualDeliveryDate ActualDeliveryTime "
            "LatestDeliveryDate LatestDeliveryTime ReleaseID TrackingID DeliveryAddress "
            "DeliveryLocation AlternativeDeliveryLocation RequestedDeliveryPeriod "
            "PromisedDeliveryPeriod EstimatedDeliveryPeriod CarrierParty DeliveryParty "
            "NotifyParty Despatch DeliveryTerms MinimumDeliveryUnit MaximumDeliveryUnit Shipment"
        ),
    ),
    (
        "DeliveryTerms",
        (
            "ID SpecialTerms LossRiskResponsibilityCode LossRisk Amount DeliveryLocation "
            "AllowanceCharge"
        ),
    ),
    (
        "DiscrepancyResponse Response",
        "ReferenceID ResponseCode Description EffectiveDate EffectiveTime Status",
    ),
    (
        "DocumentResponse",
        "Response DocumentReference IssuerParty RecipientParty LineResponse",
    ),
    (
        "ExternalReference",
        (
            "URI DocumentHash HashAlgorithmMethod ExpiryDate ExpiryTime MimeCode FormatCode "
            "EncodingCode CharacterSetCode FileName Description"
        ),
    ),
    (
        "Invoice",
        (
            "UBLExtensions UBLVersionID CustomizationID ProfileID ProfileExecutionID ID "
            "CopyIndicator UUID IssueDate IssueTime DueDate InvoiceTypeCode Note TaxPointDate "
            "DocumentCurrencyCode TaxCurrencyCode PricingCurrencyCode PaymentCurrencyCode "
            "PaymentAlternativeCurrencyCode AccountingCostCode AccountingCost LineCountNumeric "
            "BuyerReference InvoicePeriod OrderReference BillingReference "
            "DespatchDocumentReference ReceiptDocumentReference StatementDocumentReference "
            "OriginatorDocumentReference ContractDocumentReference AdditionalDocumentReference "
            "ProjectReference Signature AccountingSupplierParty AccountingCustomerParty "
            "PayeeParty BuyerCustomerParty SellerSupplierParty TaxRepresentativeParty Delivery "
            "DeliveryTerms PaymentMeans PaymentTerms PrepaidPayment AllowanceCharge "
            "TaxExchangeRate PricingExchangeRate PaymentExchangeRate "
            "PaymentAlternativeExchangeRate TaxTotal WithholdingTaxTotal LegalMonetaryTotal "
            "InvoiceLine"
        ),
    ),
    (
        "InvoiceLine",
        (
            "ID UUID Note InvoicedQuantity LineExtensionAmount TaxPointDate AccountingCostCode "
            "AccountingCost PaymentPurposeCode FreeOfChargeIndicator InvoicePeriod "
            "OrderLineReference DespatchLineReference ReceiptLineReference BillingReference "
            "DocumentReference PricingReference OriginatorParty Delivery PaymentTerms "
            "AllowanceCharge TaxTotal WithholdingTaxTotal Item Price DeliveryTerms SubInvoiceLine "
            "ItemPriceExtension"
        ),
    ),
    (
        "InvoicePeriod SettlementPeriod",
        "StartDate StartTime EndDate EndTime DurationMeasure DescriptionCode Description",
    ),
    (
        "Item",
        (
            "Description PackQuantity PackSizeNumeric CatalogueIndicator Name "
            "HazardousRiskIndicator AdditionalInformation Keyword BrandName ModelName "
            "BuyersItemIdentification SellersItemIdentification ManufacturersItemIdentification "
            "StandardItemIdentification CatalogueItemIdentification AdditionalItemIdentification "
            "CatalogueDocumentReference ItemSpecificationDocumentReference OriginCountry "
            "CommodityClassification TransactionConditions HazardousItem ClassifiedTaxCategory "
            "AdditionalItemProperty ManufacturerParty InformationContentProviderParty "
            "OriginAddress ItemInstance Certificate Dimension"
        ),
    ),
    (
        "LegalMonetaryTotal RequestedMonetaryTotal",
        (
            "LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount AllowanceTotalAmount "
            "ChargeTotalAmount PrepaidAmount PayableRoundingAmount PayableAmount "
            "PayableAlternativeAmount"
        ),
    ),
    (
        "LineReference ParentDocumentLineReference",
        "LineID UUID LineStatusCode DocumentReference",
    ),
    (
        "LineResponse",
        "LineReference Response",
    ),
    (
        "OrderReference",
        (
            "ID SalesOrderID CopyIndicator UUID IssueDate IssueTime CustomerReference "
            "OrderTypeCode DocumentReference"
        ),
    ),
    (
        "PartyLegalEntity",
        (
            "RegistrationName CompanyID RegistrationDate RegistrationExpirationDate "
            "CompanyLegalFormCode CompanyLegalForm SoleProprietorshipIndicator "
            "CompanyLiquidationStatusCode CorporateStockAmount FullyPaidSharesIndicator "
            "RegistrationAddress CorporateRegistrationScheme HeadOfficeParty ShareholderParty"
        ),
    ),
    (
        "PartyTaxScheme",
        (
            "RegistrationName CompanyID TaxLevelCode ExemptionReasonCode ExemptionReason "
            "RegistrationAddress TaxScheme"
        ),
    ),
    (
        "PaymentAlternativeExchangeRate PaymentExchangeRate",
        (
            "SourceCurrencyCode SourceCurrencyBaseRate TargetCurrencyCode TargetCurrencyBaseRate "
            "ExchangeMarketID CalculationRate MathematicOperatorCode Date ForeignExchangeContract"
        ),
    ),
    (
        "PaymentMeans",
        (
            "ID PaymentMeansCode PaymentDueDate PaymentChannelCode InstructionID InstructionNote "
            "PaymentID CardAccount PayerFinancialAccount PayeeFinancialAccount CreditAccount "
            "PaymentMandate TradeFinancing"
        ),
    ),
    (
        "PaymentTerms",
        (
            "ID PaymentMeansID PrepaidPaymentReferenceID Note ReferenceEventCode "
            "SettlementDiscountPercent PenaltySurchargePercent PaymentPercent Amount "
            "SettlementDiscountAmount PenaltyAmount PaymentTermsDetailsURI PaymentDueDate "
            "InstallmentDueDate InvoicingPartyReference SettlementPeriod PenaltyPeriod "
            "ExchangeRate ValidityPeriod"
        ),
    ),
    (
        "Person",
        (
            "ID FirstName FamilyName Title MiddleName OtherName NameSuffix JobTitle NationalityID "
            "GenderCode BirthDate BirthplaceName OrganizationDepartment Contact FinancialAccount "
            "IdentityDocumentReference ResidenceAddress"
        ),
    ),
    (
        "PhysicalLocation",
        (
            "ID Description Conditions CountrySubentity CountrySubentityCode LocationTypeCode "
            "InformationURI Name ValidityPeriod Address SubsidiaryLocation LocationCoordinate"
        ),
    ),
    (
        "PowerOfAttorney",
        (
            "ID IssueDate IssueTime Description NotaryParty AgentParty WitnessParty "
            "MandateDocumentReference"
        ),
    ),
    (
        "PrepaidPayment",
        "ID PaidAmount ReceivedDate PaidDate PaidTime InstructionID",
    ),
    (
        "PricingReference",
        "OriginalItemLocationQuantity AlternativeConditionPrice",
    ),
    (
        "ResultOfVerification",
        (
            "ValidatorID ValidationResultCode ValidationDate ValidationTime ValidateProcess "
            "ValidateTool ValidateToolVersion SignatoryParty"
        ),
    ),
    (
        "ShareholderParty",
        "PartecipationPercent Party",
    ),
    (
        "TaxCategory",
        (
            "ID Name Percent BaseUnitMeasure PerUnitAmount TaxExemptionReasonCode "
            "TaxExemptionReason TierRange TierRatePercent TaxScheme"
        ),
    ),
    (
        "TaxScheme",
        "ID Name TaxTypeCode CurrencyCode JurisdictionRegionAddress",
    ),
    (
        "TaxSubtotal",
        (
            "TaxableAmount TaxAmount CalculationSequenceNumeric TransactionCurrencyTaxAmount "
            "Percent BaseUnitMeasure PerUnitAmount TierRange TierRatePercent TaxCategory"
        ),
    ),
    (
        "TaxTotal WithholdingTaxTotal",
        "TaxAmount RoundingAmount TaxEvidenceIndicator TaxIncludedIndicator TaxSubtotal",
    ),
)
"""Elements of one type → their children, all by local name."""

PLACES: Final = {
    name: {child: place for place, child in enumerate(children.split())}
    for names, children in _CHILDREN
    for name in names.split()
}
"""Element → its children → their place; all by local name."""
