"""A small folder of the shape of the AdventureWorks sample data, each of its oddities once."""

FILES = {
    "CountryRegion": """\
CountryRegionCode,Name
CA,Canada
GB,United Kingdom
US,United States
""",
    "StateProvince": """\
StateProvinceID,StateProvinceCode,CountryRegionCode,IsOnlyStateProvinceFlag,Name,TerritoryID
9,CA,US,0,California,4
14,ENG,GB,1,England,10
29,LB,CA,0,Labrador,6
41,NF,CA,0,Newfoundland,6
79,WA,US,0,Washington,1
""",
    "SalesTaxRate": """\
SalesTaxRateID,StateProvinceID,TaxType,TaxRate,Name
8,29,3,7.0000,Canadian GST
10,41,3,7.0000,Canadian GST
19,9,1,8.7500,California State Sales Tax
27,79,2,8.8000,Washington State Sales Tax
31,14,3,17.5000,United Kingdom Output Tax
""",
    "ShipMethod": """\
ShipMethodID,Name,ShipBase,ShipRate
1,TRUCK GROUND,3.9500,.9900
5,CARGO TRANSPORT 5,8.9900,1.4900
""",
    "ProductCategory": "ProductCategoryID,Name\n1,Bikes\n4,Accessories\n",
    "ProductSubcategory": """\
ProductSubcategoryID,ProductCategoryID,Name
2,1,Road Bikes
31,4,Helmets
""",
    "ProductModel": "ProductModelID,Name\n1,Any\n",
    "Product": """\
ProductID,Name,ProductNumber,SafetyStockLevel,ListPrice,WeightUnitMeasureCode,Weight,\
ProductSubcategoryID,SellEndDate
1,Bearing,BE-1,1000,.0000,,,,
2,"Road Bike, 52",BK-52,10,100.0000,LB,15.00,2,
3,Front Wheel,FW-1,10,60.7450,G,900.00,,
4,Helmet,HL-1,4,35.0000,,,31,
5,Old Helmet,HL-0,4,20.0000,,,31,2020-01-31 00:00:00.000
""",
    "Location": "LocationID,Name,CostRate,Availability\n6,Storage,.0,.0\n7,Finished Goods,.0,.0\n",
    "ProductInventory": """\
ProductID,LocationID,Shelf,Bin,Quantity
1,6,A,1,400
2,6,A,2,30
2,7,A,3,50
4,7,A,4,70
""",
    "SpecialOffer": """\
SpecialOfferID,Description,DiscountPct,Type,Category,StartDate,EndDate,MinQty,MaxQty
1,No Discount,.0000,No Discount,No Discount,2022-04-30 00:00:00.000,2025-11-29 00:00:00.000,0,
2,Volume 11 to 14,.0200,Volume Discount,Reseller,2022-05-30 00:00:00.000,\
2025-05-29 00:00:00.000,11,14
3,Volume over 14,.0500,Volume Discount,Reseller,2022-05-30 00:00:00.000,\
2025-05-29 00:00:00.000,15,
10,Helmet Sale,.5000,Excess Inventory,Customer,2024-05-13 00:00:00.000,\
2024-07-28 00:00:00.000,0,
16,Bike Clearance,.4000,Discontinued Product,Reseller,2025-03-30 00:00:00.000,\
2025-05-29 00:00:00.000,0,
""",
    "SpecialOfferProduct": """\
SpecialOfferID,ProductID
1,2
2,2
2,4
3,4
10,4
16,2
""",
    "Store": """\
BusinessEntityID,Name,SalesPersonID
292,Blue Wheel,279
294,Hill Riders ,276
762,Twin Cycles,283
1372,Twin Cycles,276
""",
    "LT_Customer": """\
CustomerID,NameStyle,Title,FirstName,MiddleName,LastName,Suffix,CompanyName,SalesPerson,\
EmailAddress,Phone
1,False,Mr.,Tam,N.,Linden,,Blue Wheel,co\\pam,tam0@example.com,245-555-0173
2,False,Ms.,Uma,,Mart\u00a1nez,Jr.,Hill Riders ,co\\lin,uma0@example.com,1 (11) 500 555-0143
3,False,,Ivo,,Brandt,,Twin Cycles,co\\lin,ivo0@example.com,170-555-0127
29801,False,Mr.,Tam,N.,Linden,,Blue Wheel,co\\pam,tam0@example.com,245-555-0173
""",
    "LT_Address": """\
AddressID,AddressLine1,AddressLine2,City,StateProvince,CountryRegion,PostalCode
9,8713 Yew Ct.,,Bothell,Washington,United States,98011
10,1 Dock Road,Unit 2,London,England,United Kingdom,W1N 9FA
11,5 Nowhere,,Bothell,Washington,United States,98011
""",
    "LT_CustomerAddress": """\
CustomerID,AddressID,AddressType
29801,9,Main Office
29801,10,Shipping
""",
    "LT_SalesOrderHeader": """\
SalesOrderID,OrderDate,DueDate,ShipDate,Status,OnlineOrderFlag,SalesOrderNumber,\
PurchaseOrderNumber,AccountNumber,CustomerID,ShipToAddressID,BillToAddressID,ShipMethod,SubTotal,\
TaxAmt,Freight,TotalDue,Comment
71774,2008-06-01,2008-06-13,2008-06-08,5,False,SO71774,PO348,10-4020,29801,10,9,\
CARGO TRANSPORT 5,400.0000,32.0049,10.0000,442.0049,
""",
    "LT_SalesOrderDetail": """\
SalesOrderID,SalesOrderDetailID,OrderQty,ProductID,UnitPrice,UnitPriceDiscount,LineTotal
71774,1,3,3,36.447,0.0,109.341
71774,2,11,4,20.3,0.02,218.834
71774,3,1,2,20.0,0.4,12.0
""",
    "ProspectiveBuyer": """\
ProspectiveBuyerKey,ProspectAlternateKey,Salutation,FirstName,MiddleName,LastName,EmailAddress,\
AddressLine1,AddressLine2,City,StateProvinceCode,PostalCode,Phone
1,215,Mr.,Odo,,Alder,oalder@example.com,566 S. Main,,Colma,CA,94014,516-555-0187
2,216,Ms.,Ada,B,Birch,ada@nodomain,7264 Peter Court,,Colma,CA,94014,607-555-0119
3,217,Ms.,Ola,,Alder,OALDER@example.com,566 S. Main,,Colma,CA,94014,516-555-0187
""",
}


def write_small(folder):
    """Write the files into a folder."""
    folder.mkdir()
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return folder
